package dev.candor.sequencer.rpc;

import dev.candor.protocol.types.Bytes;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The door of JSON-RPC. A plain servlet: the way of a transaction pays for no data binding. Every answer has a JSON body and,
 * but for what spec/errors.md section 3 lists, status 200.
 */
final class RpcServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final byte[] PREFIX = ascii("{\"jsonrpc\":\"2.0\",\"id\":");
    private static final Bytes NULL = Bytes.wrap(ascii("null"));
    private static final String JSON = "application/json";
    private static final int CONTENT_TOO_LARGE = 413;
    private static final int MAX_ANSWER_BYTES = 32 * 1024 * 1024;
    private static final int INITIAL_ANSWER_BYTES = 512;

    private final transient RpcParser parser;
    private final transient RpcDispatcher dispatcher;
    private final transient RpcCors cors;
    private final int maxBodyBytes;

    RpcServlet(RpcParser parser, RpcDispatcher dispatcher, RpcCors cors, int maxBodyBytes) {
        this.parser = parser;
        this.dispatcher = dispatcher;
        this.cors = cors;
        this.maxBodyBytes = maxBodyBytes;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        cors.apply(request, response);
        switch (request.getMethod()) {
            case "POST" -> post(request, response);
            case "OPTIONS" -> {
                response.setHeader("Allow", "POST, OPTIONS");
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
            default -> {
                response.setHeader("Allow", "POST, OPTIONS");
                refuse(
                        response,
                        HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                        "expected POST with a JSON-RPC 2.0 request");
            }
        }
    }

    private void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!isJson(request)) {
            refuse(
                    response,
                    HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
                    "expected content type application/json without a content encoding");
            return;
        }
        Optional<byte[]> body = read(request);
        if (body.isEmpty()) {
            // What is left of the body is not read: the connection ends with this answer.
            response.setHeader("Connection", "close");
            refuse(response, CONTENT_TOO_LARGE, "expected a body of at most " + maxBodyBytes + " bytes, found more");
            return;
        }
        switch (parser.parse(body.get())) {
            case RpcMessage.Broken(int code, String message) ->
                write(response, HttpServletResponse.SC_OK, whole(NULL, RpcAnswer.error(code, message)));
            case RpcMessage.Single(RpcMessage.Invalid(Bytes id, String message)) ->
                write(
                        response,
                        HttpServletResponse.SC_OK,
                        whole(id, RpcAnswer.error(RpcError.INVALID_REQUEST, message)));
            case RpcMessage.Single(RpcMessage.Call(RpcCall call)) -> single(call, request, response);
            case RpcMessage.Batch(List<RpcMessage.Item> items) -> batch(items, request, response);
        }
    }

    private void single(RpcCall call, HttpServletRequest request, HttpServletResponse response) throws IOException {
        RpcAnswer answer = dispatcher
                .answer(List.of(call), new RpcClient(request.getRemoteAddr(), true))
                .getFirst();
        for (Map.Entry<String, String> header : answer.headers().entrySet()) {
            response.setHeader(header.getKey(), header.getValue());
        }
        if (call.isNotification()) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        write(response, answer.httpStatus(), whole(call.id().orElse(NULL), answer));
    }

    private void batch(List<RpcMessage.Item> items, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        List<RpcCall> calls = new ArrayList<>(items.size());
        for (RpcMessage.Item item : items) {
            if (item instanceof RpcMessage.Call(RpcCall call)) {
                calls.add(call);
            }
        }
        List<RpcAnswer> answers = dispatcher.answer(calls, new RpcClient(request.getRemoteAddr(), false));
        ByteArrayOutputStream json = new ByteArrayOutputStream(INITIAL_ANSWER_BYTES + items.size() * 128);
        int next = 0;
        for (RpcMessage.Item item : items) {
            switch (item) {
                case RpcMessage.Call(RpcCall call) -> {
                    RpcAnswer answer = bounded(json, answers.get(next));
                    next++;
                    call.id().ifPresent(id -> append(json, id, answer));
                }
                case RpcMessage.Invalid(Bytes id, String message) ->
                    append(json, id, RpcAnswer.error(RpcError.INVALID_REQUEST, message));
            }
        }
        if (json.size() == 0) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        json.write(']');
        write(response, HttpServletResponse.SC_OK, json);
    }

    private static RpcAnswer bounded(ByteArrayOutputStream soFar, RpcAnswer answer) {
        return soFar.size() + answer.member().size() <= MAX_ANSWER_BYTES
                ? answer
                : RpcAnswer.error(
                        RpcError.LIMIT_EXCEEDED,
                        "response too large: expected at most " + MAX_ANSWER_BYTES + " bytes per batch, found more");
    }

    private static void append(ByteArrayOutputStream json, Bytes id, RpcAnswer answer) {
        json.write(json.size() == 0 ? '[' : ',');
        object(json, id, answer);
    }

    private static ByteArrayOutputStream whole(Bytes id, RpcAnswer answer) {
        ByteArrayOutputStream json =
                new ByteArrayOutputStream(INITIAL_ANSWER_BYTES + answer.member().size());
        object(json, id, bounded(json, answer));
        return json;
    }

    private static void object(ByteArrayOutputStream json, Bytes id, RpcAnswer answer) {
        json.writeBytes(PREFIX);
        json.writeBytes(id.readOnlyArray());
        json.write(',');
        json.writeBytes(answer.member().readOnlyArray());
        json.write('}');
    }

    private static void refuse(HttpServletResponse response, int status, String message) throws IOException {
        write(response, status, whole(NULL, RpcAnswer.error(RpcError.INVALID_REQUEST, "invalid request: " + message)));
    }

    private static void write(HttpServletResponse response, int status, ByteArrayOutputStream json) throws IOException {
        response.setStatus(status);
        response.setContentType(JSON);
        response.setContentLength(json.size());
        json.writeTo(response.getOutputStream());
    }

    private static boolean isJson(HttpServletRequest request) {
        String type = request.getContentType();
        if (type == null || request.getHeader("Content-Encoding") != null) {
            return false;
        }
        int parameters = type.indexOf(';');
        String essence = parameters < 0 ? type : type.substring(0, parameters);
        return essence.strip().toLowerCase(Locale.ROOT).equals(JSON);
    }

    /** Empty when the body is over the limit. */
    private Optional<byte[]> read(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > maxBodyBytes) {
            return Optional.empty();
        }
        try (InputStream in = request.getInputStream()) {
            byte[] body = in.readNBytes(maxBodyBytes + 1);
            return body.length > maxBodyBytes ? Optional.empty() : Optional.of(body);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
