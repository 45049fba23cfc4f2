/**
 * Executing a batch that was made anew from L1 once more, on a client of this witness's own. The port is for more than one kind of
 * client: an unmodified execution client, and the executor of sdk/. May use nothing of the other features.
 */
@NullMarked
package dev.candor.witness.reexecute;

import org.jspecify.annotations.NullMarked;
