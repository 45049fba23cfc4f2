package dev.candor.audit.fsck;

import dev.candor.tlog.TreeHead;

/**
 * A head of the log that somebody else vouches for.
 *
 * @param source in words that follow "which is"
 */
record KnownHead(TreeHead head, String source) {}
