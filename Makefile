# make run    installs what is missing, builds, runs the main job on Corpus/
# make test   installs what is missing, builds and runs every test
# make scale-test  a cluster on this machine (docs/scale.md); installs what is missing
# make format rewrites the sources in the house's style; make lint only tells

.PHONY: run test bench format lint install scale-test scale-test-batch

run: install
	swift build -c release --product tiaowen
	.build/release/tiaowen build Corpus --output Output

# The tests run optimised: whole corpora and 100,000 mutated texts are among them.
test: install
	swift test -c release -Xswiftc -enable-testing --scratch-path .build/testing
	python3 Scale/test_pipe.py

bench: install
	swift run -c release --package-path Benchmarks benchmarks

install:
	@Scripts/install-libraries.sh

format:
	swift format -i -r Sources Tests Benchmarks/Sources Package.swift

lint:
	swift format lint -r Sources Tests Benchmarks/Sources Package.swift

scale-test: scale-test-batch

# A Spark master and two workers on 127.0.0.1 that are killed on the way.
scale-test-batch: install
	@Scale/install.sh
	Scale/build-program.sh
	Scale/.venv/bin/python Scale/test_batch.py
