# The long stress run: not part of `make test`, since it takes a minute.
#   SECONDS_=  how long (60)      SEED=  another course of events (1)

.PHONY: stress-long
stress-long: $(PROGRAM) ## a minute of load, reloads, moving files and killed engines at once
	$(Q)CGPFILTER=$(abspath $(PROGRAM)) DATA=$(abspath $(DATA)) \
	    SECONDS_=$(or $(SECONDS_),60) SEED=$(or $(SEED),1) tests/integration/long-stress
