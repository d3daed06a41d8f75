// This room's files follow.
