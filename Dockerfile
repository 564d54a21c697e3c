FROM python:3.11-slim
ARG TORCH_INDEX=""
ENV PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 MINGZHANG_DATA_DIR=/data
WORKDIR /app

# Dependencies change rarely: a layer of their own, made from the two files that name them.
COPY pyproject.toml constraints.txt README.md LICENSE ./
RUN if [ -n "$TORCH_INDEX" ]; then pip install -c constraints.txt --index-url "$TORCH_INDEX" torch; fi \
    && mkdir service ingest eval prompts && pip install -c constraints.txt -e '.[postgresql]'
COPY ingest ingest
COPY service service
COPY prompts prompts
COPY eval eval

RUN pip install --no-deps -e . \
    && useradd --system --home-dir /data mingzhang && install -d -o mingzhang /data
USER mingzhang
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
CMD ["mingzhang", "serve", "--host", "0.0.0.0", "--port", "8000"]
