package dev.candor.sequencer.rpc;

import dev.candor.protocol.types.Bytes;
import java.util.List;

/** What a request body turns out to be. */
sealed interface RpcMessage {

    record Single(Item item) implements RpcMessage {}

    record Batch(List<Item> items) implements RpcMessage {}

    /** Nothing in it can be answered by itself. */
    record Broken(int code, String message) implements RpcMessage {}

    /** One element of a batch, or the only one. */
    sealed interface Item {}

    record Call(RpcCall call) implements Item {}

    /** @param id JSON; {@code null} where none could be read */
    record Invalid(Bytes id, String message) implements Item {}
}
