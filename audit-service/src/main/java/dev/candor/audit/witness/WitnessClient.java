package dev.candor.audit.witness;

import dev.candor.tlog.AddCheckpointRequest;
import dev.candor.tlog.NoteSignature;
import dev.candor.tlog.Parsed;
import dev.candor.tlog.TrustPolicy;
import dev.candor.tlog.WitnessAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** {@code POST <prefix>/add-checkpoint} to one witness, over connections that stay open. Never follows a redirect. */
final class WitnessClient {
    /** Bytes of an answer: some cosignatures, or a size. */
    private static final int MAX_ANSWER_BYTES = 64 << 10;

    private static final int OK = 200;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;

    private final HttpClient http;
    private final TrustPolicy.Party witness;
    private final URI address;
    private final Duration timeout;

    WitnessClient(HttpClient http, TrustPolicy.Party witness, Duration timeout) {
        this.http = http;
        this.witness = witness;
        this.address = URI.create(witness.url().replaceAll("/+$", "") + "/add-checkpoint");
        this.timeout = timeout;
    }

    WitnessReply ask(AddCheckpointRequest question) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(question.encode()))
                .build();
        try {
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                return read(question, answer.statusCode(), body.readNBytes(MAX_ANSWER_BYTES));
            }
        } catch (IOException e) {
            return new WitnessReply.Silent("Expected an answer of %s, found %s.".formatted(address, e));
        }
    }

    private WitnessReply read(AddCheckpointRequest question, int status, byte[] body) {
        return switch (status) {
            case OK ->
                switch (WitnessAnswer.parseCosigned(body, question.note(), List.of(witness.verifier()))) {
                    case Parsed.Ok<List<NoteSignature>>(List<NoteSignature> lines) -> new WitnessReply.Cosigned(lines);
                    case Parsed.Malformed<List<NoteSignature>>(String why) -> refused(status, why);
                };
            case CONFLICT ->
                switch (WitnessAnswer.parseConflict(body)) {
                    case Parsed.Ok<Long>(Long size) -> new WitnessReply.Conflict(size);
                    case Parsed.Malformed<Long>(String why) ->
                        // Without a size it speaks of the roots, which are compared where the sizes are the same.
                        question.oldSize() == question.checkpoint().tree().size()
                                ? inconsistent(question, status)
                                : refused(status, why);
                };
            case UNPROCESSABLE -> inconsistent(question, status);
            default -> refused(status, "");
        };
    }

    private WitnessReply inconsistent(AddCheckpointRequest question, int status) {
        return new WitnessReply.Inconsistent(
                "Expected %s to cosign size %d from its own size %d, found status %d: it has another tree."
                        .formatted(witness.name(), question.checkpoint().tree().size(), question.oldSize(), status));
    }

    private WitnessReply refused(int status, String why) {
        String known = switch (status) {
            case 403 -> " It does not know our key.";
            case 404 -> " It does not follow our log, or its prefix is another one.";
            default -> "";
        };
        return new WitnessReply.Refused("Expected a cosignature of %s, found status %d from %s.%s %s"
                .formatted(witness.name(), status, address, known, why)
                .strip());
    }
}
