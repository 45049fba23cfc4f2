package dev.candor.sequencer.rpc;

import dev.candor.protocol.types.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a body once, token by token, keeping ids and parameters as slices of it: nothing is built that a method does not ask for.
 * The bounds hold whatever the body says; UTF-8 only.
 */
final class RpcParser {
    static final int MAX_DEPTH = 32;
    private static final int MAX_NUMBER_CHARACTERS = 128;
    private static final int MAX_NAME_CHARACTERS = 1_024;
    private static final int MAX_ID_BYTES = 1_024;
    private static final int MAX_METHOD_CHARACTERS = 128;
    private static final Bytes NULL = Bytes.wrap("null".getBytes(StandardCharsets.US_ASCII));

    private final JsonFactory json;
    private final int maxBatchCalls;

    RpcParser(int maxBodyBytes, int maxBatchCalls) {
        this.maxBatchCalls = maxBatchCalls;
        this.json = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER_CHARACTERS)
                        .maxNameLength(MAX_NAME_CHARACTERS)
                        .maxStringLength(maxBodyBytes)
                        .build())
                .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                // Names come from strangers: they must not fill the JVM's string pool. The factory's own symbol table
                // is bounded
                // and has to stay: without it Jackson reads bytes through a Reader, which has no byte offsets and no
                // encoding.
                .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                .build();
    }

    /** Carries no stack trace: the caller's fault, not ours. */
    private static final class TooManyCalls extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyCalls() {
            super(null, null, false, false);
        }
    }

    RpcMessage parse(byte[] body) {
        try (JsonParser parser = json.createParser(body)) {
            JsonToken first = parser.nextToken();
            RpcMessage message;
            if (first == JsonToken.START_ARRAY) {
                message = batch(parser, body);
            } else if (first == null) {
                return new RpcMessage.Broken(
                        RpcError.PARSE_ERROR, "parse error: expected a JSON request, found nothing");
            } else {
                message = new RpcMessage.Single(item(parser, body));
            }
            if (parser.nextToken() != null) {
                return new RpcMessage.Broken(
                        RpcError.PARSE_ERROR, "parse error: expected one JSON value, found more after its end");
            }
            return message;
        } catch (TooManyCalls e) {
            return new RpcMessage.Broken(
                    RpcError.LIMIT_EXCEEDED,
                    "batch too large: expected at most " + maxBatchCalls + " calls, found more");
        } catch (StreamConstraintsException e) {
            return new RpcMessage.Broken(
                    RpcError.PARSE_ERROR,
                    "parse error: expected values nested at most " + MAX_DEPTH + " deep, names of at most "
                            + MAX_NAME_CHARACTERS + " and numbers of at most " + MAX_NUMBER_CHARACTERS
                            + " characters, found more");
        } catch (JacksonException e) {
            return new RpcMessage.Broken(
                    RpcError.PARSE_ERROR,
                    "parse error: expected JSON in UTF-8, found something else at byte "
                            + e.getLocation().getByteOffset());
        }
    }

    private RpcMessage batch(JsonParser parser, byte[] body) {
        List<RpcMessage.Item> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (items.size() == maxBatchCalls) {
                throw new TooManyCalls();
            }
            items.add(item(parser, body));
        }
        return items.isEmpty()
                ? new RpcMessage.Broken(
                        RpcError.INVALID_REQUEST, "invalid request: expected a call, found an empty batch")
                : new RpcMessage.Batch(items);
    }

    /** The members of a request object as far as they are well-formed; the last of two equal names counts. */
    private static final class Members {
        private @Nullable Bytes id;
        private boolean idIsWrong;
        private @Nullable String method;
        private Bytes params = RpcCall.NO_PARAMS;
        private boolean paramsAreWrong;
        private boolean isVersion2;
    }

    private static RpcMessage.Item item(JsonParser parser, byte[] body) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return new RpcMessage.Invalid(NULL, "invalid request: expected a JSON object, found another value");
        }
        Members members = new Members();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "jsonrpc" ->
                    members.isVersion2 = value == JsonToken.VALUE_STRING && "2.0".equals(parser.getString());
                case "id" -> readId(parser, value, members);
                case "method" -> members.method = value == JsonToken.VALUE_STRING ? parser.getString() : null;
                case "params" -> readParams(parser, value, members, body);
                default -> parser.skipChildren();
            }
            if (value.isStructStart() && parser.currentToken() == value) {
                parser.skipChildren();
            }
        }
        return judged(members);
    }

    private static RpcMessage.Item judged(Members members) {
        Bytes id = members.id == null ? NULL : members.id;
        String method = members.method;
        if (members.idIsWrong) {
            return new RpcMessage.Invalid(
                    NULL, "invalid request: expected an id that is a number, a string of at most 1024 bytes or null");
        }
        if (!members.isVersion2) {
            return new RpcMessage.Invalid(id, "invalid request: expected \"jsonrpc\":\"2.0\"");
        }
        if (method == null || method.isEmpty() || method.length() > MAX_METHOD_CHARACTERS) {
            return new RpcMessage.Invalid(id, "invalid request: expected a method name of 1 to 128 characters");
        }
        if (members.paramsAreWrong) {
            return new RpcMessage.Invalid(id, "invalid request: expected params that are an array or an object");
        }
        return new RpcMessage.Call(new RpcCall(Optional.ofNullable(members.id), method, members.params));
    }

    private static void readId(JsonParser parser, JsonToken value, Members members) {
        String text = switch (value) {
            case VALUE_STRING -> JsonText.quote(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getString();
            case VALUE_NULL -> "null";
            default -> "";
        };
        members.idIsWrong = text.isEmpty() || text.length() > MAX_ID_BYTES;
        members.id = Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void readParams(JsonParser parser, JsonToken value, Members members, byte[] body) {
        members.paramsAreWrong = !value.isStructStart() && value != JsonToken.VALUE_NULL;
        members.params = RpcCall.NO_PARAMS;
        if (value.isStructStart()) {
            int from = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            int to = (int) parser.currentLocation().getByteOffset();
            members.params = Bytes.wrap(java.util.Arrays.copyOfRange(body, from, to));
        }
    }
}
