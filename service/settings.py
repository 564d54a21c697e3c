"""The settings, from ``MINGZHANG_*`` environment variables and ``.env``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from ingest.limits import DEFAULT, Limits

PREFIX = "MINGZHANG_"


def _parts(value: Any) -> Any:
    """A comma-separated setting as its parts, empty ones left out."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


CommaSeparated = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_parts)]


class Settings(BaseSettings):
    """What can be set. Each field is ``MINGZHANG_`` and its name; its description is what the help says."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    data_dir: Path = Field(Path("var"), description="数据所在的文件夹，默认 ./var")
    database_url: str = Field(
        "", description="SQL 数据库地址，如 postgresql+psycopg://…；默认用数据文件夹里的 SQLite", repr=False
    )
    chroma_url: str | None = Field(
        None, description="Chroma 服务地址，如 http://localhost:8001；默认内嵌在数据文件夹里"
    )
    embedding_model: str | None = Field(
        None,
        description="嵌入模型的名称或文件夹，如 BAAI/bge-small-zh-v1.5；默认自带。更换后须 mingzhang reindex",
    )
    llm_base_url: str | None = Field(None, description="OpenAI 兼容的大模型接口地址；默认不用大模型")
    llm_model: str | None = Field(None, description="大模型名称")
    llm_api_key: str | None = Field(None, description="大模型接口密钥", repr=False)
    staff_keys: CommaSeparated = Field(
        (), description="工作人员密钥，用逗号分隔；不设则管理接口一律拒绝（403）", repr=False
    )
    rate_limit: str = Field("30/minute", description="每个客户端的提问上限，如 30/minute；0 表示不限；不设则本机不受限")
    max_file_mb: int = Field(DEFAULT.file_mb, ge=1, description="一个文件、一次上传最多多少 MB")
    max_pages: int = Field(DEFAULT.pages, ge=1, description="一个文件最多多少页")
    max_cells: int = Field(DEFAULT.cells, ge=1, description="一个文件的表格最多共有多少格")
    max_unpacked_mb: int = Field(DEFAULT.unpacked_mb, ge=1, description="压缩格式的文件（如 DOCX）解压后最多多少 MB")
    max_ratio: int = Field(DEFAULT.ratio, ge=2, description="压缩格式的文件解压后最多膨胀到多少倍")
    max_seconds: float = Field(DEFAULT.seconds, gt=0, description="解析一个文件最多多少秒，超过即中止")
    max_memory_mb: int = Field(DEFAULT.memory_mb, ge=512, description="解析进程最多用多少 MB 内存")
    allowed_origins: CommaSeparated = Field(
        (), description="允许跨域调用的网站，用逗号分隔，如 https://www.example.gov.cn"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="日志级别：debug、info、warning、error"
    )

    @property
    def rate(self) -> tuple[tuple[int, int] | None, bool]:
        """Questions in seconds, None for no limit; and whether this machine's own questions go uncounted, as
        long as nobody has set a limit: evaluations and monitoring ask many."""
        return rate_of(self.rate_limit), "rate_limit" not in self.model_fields_set

    @property
    def limits(self) -> Limits:
        """What one file may ask of the machine."""
        return Limits(
            file_mb=self.max_file_mb,
            pages=self.max_pages,
            cells=self.max_cells,
            unpacked_mb=self.max_unpacked_mb,
            ratio=self.max_ratio,
            seconds=self.max_seconds,
            memory_mb=self.max_memory_mb,
        )

    @field_validator("log_level", mode="before")
    @classmethod
    def _lower(cls, value: Any) -> Any:
        return value.lower() if isinstance(value, str) else value

    @field_validator("rate_limit")
    @classmethod
    def _rate(cls, value: str) -> str:
        rate_of(value)
        return value

    @model_validator(mode="before")
    @classmethod
    def _database(cls, values: Any) -> Any:
        if isinstance(values, dict) and not values.get("database_url"):
            folder = Path(values.get("data_dir") or cls.model_fields["data_dir"].default).expanduser()
            values = {**values, "database_url": f"sqlite:///{(folder / 'mingzhang.db').resolve()}"}
        return values

    @field_validator("data_dir")
    @classmethod
    def _home(cls, value: Path) -> Path:
        return value.expanduser()


_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400}


def rate_of(text: str) -> tuple[int, int] | None:
    """``30/minute`` as (30, 60 seconds); None for 0, which is no limit. ValueError for anything else."""
    count, _, period = text.strip().partition("/")
    if count == "0":
        return None
    if not count.isdecimal() or period.strip().rstrip("s") not in _SECONDS:
        raise ValueError("写法应如 30/minute（second、minute、hour、day），或 0 表示不限")
    return int(count), _SECONDS[period.strip().rstrip("s")]


def help_lines() -> list[tuple[str, str]]:
    """Each setting's variable and what it does, in the order of the contract."""
    return [(PREFIX + name.upper(), field.description or "") for name, field in Settings.model_fields.items()]
