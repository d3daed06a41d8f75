"""What every engine of the bench is given: the same prompts, the same pair, the same answers."""

HEAT_MAP_LAYER = 11
# The pair differs early, so that its patches have most of the sequence to act on.
DIFFERENT_AT = 2
ANSWERS = (1000, 2000)
LAYERS, HEADS = 12, 12


def prompt(count):
    """Token ids without structure, the same on every machine."""
    state, ids = 12345, []
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2**31
        ids.append(state % 50000)
    return ids


def corrupt(ids):
    changed = list(ids)
    changed[DIFFERENT_AT] = (changed[DIFFERENT_AT] + 777) % 50000
    return changed


def as_record(count):
    """The prompts of a task as plain data, for engines that are no Python."""
    return {"clean": prompt(count), "corrupt": corrupt(prompt(count)), "right": ANSWERS[0], "wrong": ANSWERS[1]}
