package dev.candor.execution;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON-RPC 2.0 to the client, streamed both ways: blocks are megabytes of JSON, and no tree of it is built.
 */
public final class JsonRpcClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final EngineHttp http;
    private final Duration limit;
    private final long maxAnswerBytes;

    public JsonRpcClient(EngineHttp http, Duration limit, long maxAnswerBytes) {
        this.http = http;
        this.limit = limit;
        this.maxAnswerBytes = maxAnswerBytes;
    }

    /** The same door, with another limit on the time of an answer. */
    JsonRpcClient withLimit(Duration other) {
        return new JsonRpcClient(http, other, maxAnswerBytes);
    }

    /** Reads a result; the parser stands on its first token and is left on its last. */
    @FunctionalInterface
    public interface ResultReader<T> {
        T read(JsonParser result);
    }

    /**
     * One call of a batch.
     *
     * @param parameters writes the items of the parameter array
     */
    public record Call(String method, Consumer<JsonGenerator> parameters) {}

    /**
     * @throws JsonRpcRefusal the client answers with an error
     * @throws EngineUnavailableException it does not answer, or not in JSON-RPC
     */
    public <T> T call(String method, Consumer<JsonGenerator> parameters, ResultReader<T> reader) {
        byte[] body = body(out -> writeCall(out, 0, new Call(method, parameters)));
        byte[] answer = http.post(body, limit, maxAnswerBytes);
        return read(answer, in -> {
            in.nextToken();
            return readAnswer(in, method, reader).result(method);
        });
    }

    /** Many calls in one request; their results in their order. */
    public <T> List<T> batch(List<Call> calls, ResultReader<T> reader) {
        byte[] body = body(out -> {
            out.writeStartArray();
            for (int id = 0; id < calls.size(); id++) {
                writeCall(out, id, calls.get(id));
            }
            out.writeEndArray();
        });
        byte[] answer = http.post(body, limit, maxAnswerBytes);
        return read(answer, in -> readBatch(in, calls, reader));
    }

    private static <T> List<T> readBatch(JsonParser in, List<Call> calls, ResultReader<T> reader) {
        String method = calls.getFirst().method();
        if (in.nextToken() != JsonToken.START_ARRAY) {
            // a refusal of the batch as a whole
            readAnswer(in, method, reader).result(method);
            throw unexpected("an array of answers", "one answer");
        }
        List<@Nullable T> results = new ArrayList<>(calls.size());
        calls.forEach(call -> results.add(null));
        while (in.nextToken() == JsonToken.START_OBJECT) {
            Answer<T> answer = readAnswer(in, method, reader);
            int id = answer.id();
            if (id < 0 || id >= calls.size()) {
                throw unexpected("an id of the batch", "id " + id);
            }
            results.set(id, answer.result(calls.get(id).method()));
        }
        List<T> complete = new ArrayList<>(calls.size());
        for (T result : results) {
            if (result == null) {
                throw unexpected(calls.size() + " answers", "fewer");
            }
            complete.add(result);
        }
        return complete;
    }

    private record Answer<T>(
            int id, @Nullable T value, @Nullable JsonRpcRefusal refusal) {
        T result(String method) {
            if (refusal != null) {
                throw refusal;
            }
            if (value == null) {
                throw unexpected("a result of " + method, "none");
            }
            return value;
        }
    }

    private static <T> Answer<T> readAnswer(JsonParser in, String method, ResultReader<T> reader) {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw unexpected("an answer object", String.valueOf(in.currentToken()));
        }
        int id = -1;
        T value = null;
        JsonRpcRefusal refusal = null;
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            JsonToken token = in.nextToken();
            switch (name) {
                case "id" -> id = token == JsonToken.VALUE_NUMBER_INT ? in.getIntValue() : -1;
                case "result" -> value = reader.read(in);
                case "error" -> refusal = token == JsonToken.START_OBJECT ? readError(in, method) : null;
                default -> in.skipChildren();
            }
        }
        return new Answer<>(id, value, refusal);
    }

    private static JsonRpcRefusal readError(JsonParser in, String method) {
        int code = 0;
        String message = "";
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            JsonToken token = in.nextToken();
            switch (name) {
                case "code" -> code = in.getIntValue();
                case "message" -> message = token == JsonToken.VALUE_STRING ? in.getString() : "";
                default -> in.skipChildren();
            }
        }
        return new JsonRpcRefusal(method, code, message);
    }

    private static byte[] body(Consumer<JsonGenerator> writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            writer.accept(out);
        }
        return bytes.toByteArray();
    }

    private static void writeCall(JsonGenerator out, int id, Call call) {
        out.writeStartObject();
        out.writeStringProperty("jsonrpc", "2.0");
        out.writeName("id");
        out.writeNumber(id);
        out.writeStringProperty("method", call.method());
        out.writeName("params");
        out.writeStartArray();
        call.parameters().accept(out);
        out.writeEndArray();
        out.writeEndObject();
    }

    private static <T> T read(byte[] answer, ResultReader<T> reader) {
        try (JsonParser in = JSON.createParser(answer)) {
            return reader.read(in);
        } catch (JacksonException | IllegalArgumentException malformed) {
            throw new EngineUnavailableException(
                    "Expected a JSON-RPC answer from the execution client, found " + answer.length
                            + " bytes of something else: " + malformed.getMessage(),
                    malformed);
        }
    }

    private static EngineUnavailableException unexpected(String expected, String found) {
        return new EngineUnavailableException(
                "Expected " + expected + " from the execution client, found " + found + ".");
    }
}
