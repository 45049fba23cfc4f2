/**
 * Answers questions: the REST resources, the JSON-RPC reads, the stream. May use the public types of every other
 * feature and writes nothing.
 */
@NullMarked
package dev.candor.sequencer.query;

import org.jspecify.annotations.NullMarked;
