# docker build -t erasmus . && docker run --rm -it -v "$PWD:/work" --user "$(id -u):$(id -g)" erasmus check proposal.yaml
FROM python:3.13-slim AS build
COPY . /source
RUN pip wheel --no-cache-dir --constraint /source/constraints.txt --wheel-dir /wheels /source

FROM python:3.13-slim
RUN --mount=type=bind,from=build,source=/wheels,target=/wheels pip install --no-cache-dir --no-index /wheels/*.whl \
    && useradd --create-home applicant
USER applicant
WORKDIR /work
ENTRYPOINT ["erasmus"]
