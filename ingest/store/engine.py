"""The SQL engine: SQLite set up for one writer and many readers, or PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from ingest.errors import StoreUnavailable

_BUSY_MS = 10_000


def open_engine(database_url: str) -> Engine:
    """An engine on ``database_url``; makes the folder of a SQLite file. Connects to nothing yet.

    StoreUnavailable if the address is none, its driver is missing or the folder can't be made.
    """
    try:
        url = make_url(database_url)
        if url.get_backend_name() != "sqlite":
            return create_engine(url, pool_pre_ping=True)
        if url.database and url.database != ":memory:":
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url)
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreUnavailable("设置 MINGZHANG_DATABASE_URL 不是可用的数据库地址。") from error
    except ModuleNotFoundError as error:
        raise StoreUnavailable(f"连接这种数据库还需要安装 {error.name}。") from error
    except OSError as error:
        raise StoreUnavailable("数据文件夹无法建立，请检查 MINGZHANG_DATA_DIR 和写入权限。") from error
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # Transactions are begun by _begin_sqlite: the driver's own would begin late and read unrepeatably.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")  # in WAL a crash of the process loses nothing committed
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
