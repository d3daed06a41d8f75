"""What every engine of the bench is given: the same prompts, the same pair, the same answers."""

RUNS = 5
HEAT_MAP_LAYER = 11
# The pair differs early, so that its patches have most of the sequence to act on.
CLEAN_AT = 2
answer_tokens = (1000, 2000)


def prompt(count):
    """Token ids without structure, the same on every machine."""
    state, ids = 12345, []
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2**31
        ids.append(state % 50000)
    return ids


def corrupt(ids):
    changed = list(ids)
    changed[CLEAN_AT] = (changed[CLEAN_AT] + 777) % 50000
    return changed
