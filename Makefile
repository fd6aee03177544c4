# make run    installs what is missing, builds, runs the main job on Corpus/
# make test   installs what is missing, builds and runs every test
# make format rewrites the sources in the house's style; make lint only tells

.PHONY: run test bench format lint install scale-test-search

run: install
	swift build -c release --product tiaowen
	.build/release/tiaowen build Corpus --output Output

# The tests run optimised: whole corpora and 100,000 mutated texts are among them.
test: install
	swift test -c release -Xswiftc -enable-testing --scratch-path .build/testing

bench: install
	swift run -c release --package-path Benchmarks benchmarks

install:
	@Scripts/install-libraries.sh

format:
	swift format -i -r Sources Tests Benchmarks/Sources Package.swift

lint:
	swift format lint -r Sources Tests Benchmarks/Sources Package.swift

# A PostgreSQL coordinator, two shards and a standby on 127.0.0.1; installs the server if it is missing.
scale-test-search: install
	@Scripts/install-libraries.sh postgresql
	swift build -c release --product tiaowen
	Scale/test_search.py
