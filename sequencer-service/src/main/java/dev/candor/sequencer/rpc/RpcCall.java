package dev.candor.sequencer.rpc;

import dev.candor.protocol.types.Bytes;
import java.util.Optional;

/**
 * A well-formed request object.
 *
 * @param id its JSON as it came; empty for a notification, which gets no answer
 * @param params JSON of an array or an object, as it came; {@code []} when absent
 */
public record RpcCall(Optional<Bytes> id, String method, Bytes params) {
    static final Bytes NO_PARAMS = Bytes.wrap(new byte[] {'[', ']'});

    public boolean isNotification() {
        return id.isEmpty();
    }
}
