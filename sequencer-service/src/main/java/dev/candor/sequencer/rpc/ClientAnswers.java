package dev.candor.sequencer.rpc;

import dev.candor.protocol.types.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** Cuts another JSON-RPC server's answer into the parts that are passed on, byte for byte. */
public final class ClientAnswers {
    private static final int MAX_DEPTH = 1_000;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .build();
    private static final byte[] RESULT = {'"', 'r', 'e', 's', 'u', 'l', 't', '"', ':'};
    private static final byte[] ERROR = {'"', 'e', 'r', 'r', 'o', 'r', '"', ':'};

    private ClientAnswers() {}

    /** The result of a single answer, JSON; empty when it is an error. */
    public static Optional<Bytes> result(byte[] answer) {
        Bytes member = members(answer).getFirst();
        return member.get(1) == 'r' ? Optional.of(member.slice(RESULT.length, member.size())) : Optional.empty();
    }

    /** For a single answer or each of a batch: its member {@code "result":…} or {@code "error":…}, fit for {@link RpcAnswer}. */
    public static List<Bytes> members(byte[] answer) {
        List<Bytes> members = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(answer)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    members.add(member(parser, answer));
                }
            } else {
                members.add(member(parser, answer));
            }
        }
        return members;
    }

    private static Bytes member(JsonParser parser, byte[] answer) {
        Bytes member = Bytes.EMPTY;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            int from = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            parser.finishToken();
            int to = (int) parser.currentLocation().getByteOffset();
            Bytes value = Bytes.wrap(Arrays.copyOfRange(answer, from, to));
            switch (name) {
                case "result" -> member = Bytes.concat(Bytes.wrap(RESULT), value);
                case "error" -> member = Bytes.concat(Bytes.wrap(ERROR), value);
                default -> {
                    // jsonrpc and id: the caller knows them
                }
            }
        }
        if (member.isEmpty()) {
            throw new IllegalStateException("Expected a JSON-RPC answer with a result or an error, found neither.");
        }
        return member;
    }
}
