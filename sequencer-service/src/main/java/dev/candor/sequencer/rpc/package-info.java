/**
 * JSON-RPC 2.0 over HTTP at {@code /rpc}: bounds, parsing, batches, dispatch, errors (spec/errors.md section 3). Knows no
 * method; other features bring theirs as {@link dev.candor.sequencer.rpc.RpcMethod} beans. May use {@code rollup}.
 */
@NullMarked
package dev.candor.sequencer.rpc;

import org.jspecify.annotations.NullMarked;
