// The rest of this target is written at build time by the plugin EmbedStdlib from the folder Stdlib.
