package dev.candor.sequencer.rpc;

import dev.candor.protocol.types.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a call is answered with.
 *
 * @param member {@code "result":…} or {@code "error":…}, JSON in UTF-8
 * @param headers response headers, for a call that stands alone
 * @param httpStatus of a call that stands alone; 200 but for refusals that ask the caller to come back later
 */
public record RpcAnswer(Bytes member, Map<String, String> headers, int httpStatus) {
    private static final int OK = 200;

    /** @param json the result, JSON */
    public static RpcAnswer result(String json) {
        return of("\"result\":" + json);
    }

    public static RpcAnswer error(int code, String message) {
        return of(errorMember(code, message, ""));
    }

    /** @param dataJson JSON; empty for none */
    public static RpcAnswer error(int code, String message, String dataJson) {
        return of(errorMember(code, message, dataJson));
    }

    public RpcAnswer with(Map<String, String> responseHeaders, int status) {
        return new RpcAnswer(member, responseHeaders, status);
    }

    private static RpcAnswer of(String member) {
        return new RpcAnswer(Bytes.wrap(member.getBytes(StandardCharsets.UTF_8)), Map.of(), OK);
    }

    private static String errorMember(int code, String message, String dataJson) {
        StringBuilder json = new StringBuilder(64 + message.length() + dataJson.length())
                .append("\"error\":{\"code\":")
                .append(code)
                .append(",\"message\":")
                .append(JsonText.quote(message));
        if (!dataJson.isEmpty()) {
            json.append(",\"data\":").append(dataJson);
        }
        return json.append('}').toString();
    }
}
