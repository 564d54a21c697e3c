"""What the linker weighs: the only tuning there is. None knows a table or a document.

Units are characters of the question: a weight of 1 is as much as one of its characters explained.
"""

FILLER = 0.1  # a character of 多少钱, 安排了: hardly evidence
EXACT = 1.2  # a whole name or alias stands in the question
CODED = 6.0  # a code names its row beyond doubt
TITLE = 0.4  # weight of what only the table's title explains, where a row was named
UNEXPLAINED = 0.5  # each character of the question's content that an address leaves unexplained
RULED_OUT = 50.0  # another year, another kind of unit: never meant
UNSAID = 0.16  # each character of a row's name that the question doesn't say …
UNSAID_MOST = 1.6  # … up to this much
DEFAULT_ROW = 0.4  # the total row answers where the question names only a column or table
COLUMN = 1.4  # a column that is neither the total nor named
SIDE = 1.6  # income for spending, or the reverse
PHASE = 1.5  # 实施期 where the year was asked
SCOPE = 2.5  # the other side of the carry-over than the one asked
UNSAID_TITLE = 1.0  # … where nothing but the table was named
NAMED_TABLE = 3.0  # a table named by its whole title, or another than it
NARROW = 0.15  # each restriction in a table's title that the question doesn't name
DEEP = 0.04  # each level of a row: of two rows as well named the outer one is meant
CHILD = 0.8  # an indicator of which only the kind was named (食堂的满意度指标)
EMPTY = 2.5  # a table without data answers only where its subject is named
MOVED = 1.5  # an amount moved for a level
HOME = 0.7  # a part of what a table is made for, in that table
MADE_FOR = 0.9  # the table made for what was named (三公表 for 三公) speaks first
PROSE = 0.7  # a table speaks before prose
LIMIT = 1.2  # an amount of money set as a limit (≤) where no aim was asked
KIND = 1.5  # 预算数 for 决算数, or the reverse
RARE = 4  # a piece of a name that at most so many names have says which name is meant
COUNTED = 3.0  # a fact in another unit than the one counted
NEAR = 0.75  # readings this close to the best are as likely meant
WHOLE = 0.55  # … if it is named by a whole name
TOTALLED = 0.75  # … if its row is taken by default
EXPLAINED = 0.62  # least part of the question's content that an address must explain
