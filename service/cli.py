"""The ``mingzhang`` command. Each command imports what it needs when it runs: ``ask`` must be quick."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from pydantic import ValidationError

from ingest.errors import MingzhangError
from service.settings import Settings, help_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.pipeline import Outcome, Progress
    from ingest.store import Store

LONGEST_QUESTION = 500

REFUSED = 1
WRONG_USAGE = 2

_EPILOG = "\n\n".join(
    [
        "示例：mingzhang ask 2025年“三公”经费预算是多少",
        "设置（环境变量，也可写在 .env 里）：",
        "\b\n" + "\n".join(f"{name}\n    {what}" for name, what in help_lines()),
    ]
)

app = typer.Typer(
    name="mingzhang",
    help="明账：用一句话查政府预算、决算公开里的数和原文，每个数都有出处。",
    epilog=_EPILOG,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取。")]


def main(arguments: list[str] | None = None) -> None:
    """Runs a command and exits: 0 done, 1 refused with a sentence, 2 wrong usage."""
    try:
        app(arguments)
    except MingzhangError as error:
        typer.echo(f"错误：{error}", err=True)
        sys.exit(REFUSED)
    except ValidationError as error:
        for fault in error.errors():
            name = "_".join(str(part) for part in fault["loc"]).upper()
            typer.echo(f"错误：设置 MINGZHANG_{name} 不对：{fault['msg']}", err=True)
        sys.exit(WRONG_USAGE)


@app.command(epilog="示例：mingzhang ingest 预算公开.pdf 决算/")
def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="文件或文件夹。", show_default=False)],
    again: Annotated[bool, typer.Option("--again", help="已入库的文件也重新解析，例如升级程序以后。")] = False,
) -> None:
    """把文件读进来：表格、数字、段落。同一份公开的新版本替换旧版本。

    有文件没有入库时返回 1，其余文件照常入库。
    """
    from ingest.child import ChildParsers
    from ingest.limits import AHEAD
    from ingest.pipeline import Status
    from ingest.pipeline import ingest as ingest_here
    from service.remote import ingest_through, running_service

    settings = Settings()
    service = running_service(settings.data_dir)
    if service is not None and again:
        raise MingzhangError(f"请先停止正在运行的服务（{service.url}），再重新解析。")
    with _IngestBar() as show:
        if service is None:
            store = _open(settings)
            with ChildParsers(settings.limits, AHEAD) as parsers:
                outcomes = ingest_here(
                    paths, store, show, again=again, limits=settings.limits, parser=parsers, ahead=AHEAD
                )
        else:
            outcomes = ingest_through(service, paths, show, limits=settings.limits)
    if not outcomes:
        raise MingzhangError("这里没有可读的文件。")
    if any(outcome.status is Status.REFUSED for outcome in outcomes):
        raise typer.Exit(REFUSED)


@app.command(epilog="示例：mingzhang ask 公务接待费比上年减少了多少 --document 1f0c2a9b7d3e")
def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="问题，1–500 字。", show_default=False)],
    as_json: AsJson = False,
    document: Annotated[
        list[str] | None, typer.Option("--document", metavar="ID", help="只查这份文档，可重复。")
    ] = None,
) -> None:
    """问一个问题，得到数字或原文，以及出处。"""
    if not 1 <= len(question.strip()) <= LONGEST_QUESTION:
        raise typer.BadParameter(f"问题应为 1–{LONGEST_QUESTION} 字。", param_hint="QUESTION")
    settings = Settings()
    store = _open(settings)
    for id in document or ():
        store.document(id)
    from service.answer.flow import answer_question
    from service.answer.writer import writer_of

    answer: dict[str, Any] = answer_question(
        store, question.strip(), documents=document or None, writer=writer_of(settings)
    )
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=1))
        return
    from service.answer.terminal import show

    typer.echo(show(answer))


@app.command(epilog="示例：mingzhang serve --host 0.0.0.0 --port 8000 --workers 2")
def serve(
    host: Annotated[str, typer.Option(help="监听的地址。")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="监听的端口。", min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(help="进程数。", min=1)] = 1,
) -> None:
    """启动网页和接口服务。"""
    import signal

    import uvicorn

    from service.remote import announced

    settings = Settings()
    reachable = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    # uvicorn ends its work on this signal and then raises it anew; what is announced must be withdrawn.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with announced(settings.data_dir, f"http://{reachable}:{port}"):
        uvicorn.run(
            "service.app:create_app",
            factory=True,
            host=host,
            port=port,
            workers=workers,
            log_level=settings.log_level,
        )


@app.command(epilog="示例：mingzhang documents --json")
def documents(as_json: AsJson = False) -> None:
    """列出已入库的文档。"""
    from service.api.shapes import document as on_the_wire

    found = _open(Settings()).documents()
    if as_json:
        wire = {"documents": [on_the_wire(one) for one in found]}
        typer.echo(json.dumps(wire, ensure_ascii=False, indent=1))
        return
    for one in found:
        typer.echo(f"{one.id}  {one.title}  {_counts(one.tables, one.figures, one.passages, one.checks_wrong)}")
    if not found:
        typer.echo("还没有文档。用 mingzhang ingest 文件或文件夹 来添加。", err=True)


@app.command(epilog="示例：mingzhang remove 1f0c2a9b7d3e")
def remove(
    id: Annotated[str, typer.Argument(metavar="ID", help="文档编号，见 mingzhang documents。", show_default=False)],
) -> None:
    """移除一份文档：表格、数字、段落和原件。"""
    from service.remote import remove_through, running_service

    settings = Settings()
    service = running_service(settings.data_dir)
    if service is not None:
        remove_through(service, id)
    else:
        _open(settings).remove(id)
    typer.echo(f"已移除 {id}。")


@app.command(epilog="示例：mingzhang check 1f0c2a9b7d3e --json")
def check(
    id: Annotated[
        str | None,
        typer.Argument(metavar="[ID|FILE]", help="文档编号，或还没有入库的文件；不写就核对全部。", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """勾稽核对：哪些加得上，哪些对不上，差多少，是进位还是错误。"""
    from ingest.checks import report, report_of_file
    from service.checklist import lines_of, together

    if id and Path(id).is_file():
        title, of_file = report_of_file(Path(id))
        text = json.dumps(of_file, ensure_ascii=False, indent=1) if as_json else "\n".join(lines_of(title, of_file))
        typer.echo(text)
        return
    store = _open(Settings())
    chosen = [store.document(id)] if id else store.documents()
    found = {one.id: report(store, one.id) for one in chosen}
    if as_json:
        typer.echo(json.dumps(found[id] if id else together(found), ensure_ascii=False, indent=1))
        return
    for one in chosen:
        typer.echo("\n".join(lines_of(one.title, found[one.id])))


@app.command("eval", epilog="示例：mingzhang eval eval/questions/sample.jsonl --json")
def evaluate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE…]", help="问题集（JSONL）；不写就用自带的。", show_default=False),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """用问题集考一考：答对、答错、不答，分组统计，以及用时。"""
    from importlib import import_module

    missing = [file for file in files or () if not file.is_file()]
    if missing:
        raise MingzhangError(f"找不到问题集：{'、'.join(map(str, missing))}。")
    raise typer.Exit(import_module("eval.run").run(files or [], as_json))


@app.command(epilog="示例：MINGZHANG_EMBEDDING_MODEL=BAAI/bge-small-zh-v1.5 mingzhang reindex")
def reindex() -> None:
    """用现在配置的嵌入模型重建全部段落的索引；完成之前旧索引照常可查。"""
    from service.remote import running_service

    settings = Settings()
    running = running_service(settings.data_dir)
    if running is not None:
        raise MingzhangError(f"请先停止正在运行的服务（{running.url}），再重建索引。")
    with _bar() as progress:
        task = progress.add_task("重建索引", total=1.0)
        passages = _open(settings).reindex(lambda done, total: progress.update(task, completed=done / max(total, 1)))
    typer.echo(f"已为 {passages} 个段落重建索引。")


def _open(settings: Settings) -> Store:
    from ingest.store import Store

    return Store.open(settings)


class _IngestBar:
    """A bar with the remaining time while files go in, and a line for each that has; only the lines where
    the output isn't a terminal."""

    def __enter__(self) -> Callable[[Progress], None]:
        self._bar = _bar()
        self._bar.start()
        self._task = self._bar.add_task("", total=1.0)
        return self._show

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def _show(self, progress: Progress) -> None:
        place = f"{progress.number}/{progress.files} {progress.file}"
        self._bar.update(self._task, description=place, completed=progress.fraction)
        if progress.outcome is not None:
            typer.echo(_line(progress.outcome), err=progress.outcome.error is not None)


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    console = Console()
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("剩余"),
        TimeRemainingColumn(),
    )
    return Bar(*columns, console=console, transient=True, disable=not console.is_terminal)


_STATUS_WORDS = {"added": "新增", "replaced": "替换旧版", "unchanged": "未变"}


def _line(outcome: Outcome) -> str:
    if outcome.error is not None:
        return f"✗ {outcome.error}"
    counts = _counts(outcome.tables, outcome.figures, outcome.passages, outcome.checks_wrong)
    done = f"✓ {outcome.document_id}  {outcome.title}（{_STATUS_WORDS[outcome.status]}）  {counts}"
    return "\n".join([done, *(f"  {sentence}" for sentence in outcome.unread)])


def _counts(tables: int, figures: int, passages: int, checks_wrong: int | None) -> str:
    checks = "未核对" if checks_wrong is None else f"核对不符 {checks_wrong} 处"
    return f"表 {tables} 张，数字 {figures} 个，段落 {passages} 个，{checks}"


if __name__ == "__main__":
    main()
