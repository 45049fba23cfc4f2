package dev.candor.audit.witness;

import dev.candor.audit.rollup.AuditProperties;
import dev.candor.tlog.Parsed;
import dev.candor.tlog.TrustPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/** The log's tlog-policy as configured: its witnesses and which of them suffice. */
@Component
public class LogPolicy {
    private final String text;
    private final TrustPolicy policy;

    LogPolicy(AuditProperties properties) {
        Path file = properties.log().policyFile();
        try {
            if (file.toString().isEmpty() || !Files.isRegularFile(file)) {
                throw new IllegalStateException(
                        "Expected a C2SP tlog-policy with the log's witnesses, found no file \"%s\": set candor.log.policy-file."
                                .formatted(file));
            }
            byte[] bytes = Files.readAllBytes(file);
            this.text = new String(bytes, StandardCharsets.UTF_8);
            this.policy = switch (TrustPolicy.parse(bytes)) {
                case Parsed.Ok<TrustPolicy>(TrustPolicy parsed) -> parsed;
                case Parsed.Malformed<TrustPolicy>(String why) ->
                    throw new IllegalStateException("The policy file %s cannot be read. %s".formatted(file, why));
            };
        } catch (IOException e) {
            throw new IllegalStateException("Could not read the policy file " + file, e);
        }
    }

    /** As it stands in the file. */
    public String text() {
        return text;
    }

    public TrustPolicy policy() {
        return policy;
    }
}
