package dev.candor.witness.logs;

import dev.candor.tlog.Parsed;
import dev.candor.tlog.VerifierKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.stereotype.Component;

/**
 * {@code /actuator/logs} on the management port, for operators: which logs are cosigned. {@code POST {"vkey": …}} trusts a key,
 * {@code DELETE ?vkey=…} does so no longer; both take effect with the next request.
 */
@Component
@WebEndpoint(id = "logs")
class LogsEndpoint {
    private static final Logger log = LoggerFactory.getLogger(LogsEndpoint.class);

    /** What was done, or why not. */
    record Answer(String vkey, String result) {}

    private final LogRegister register;
    private final LogViews views;

    LogsEndpoint(LogRegister register, LogViews views) {
        this.register = register;
        this.views = views;
    }

    /** @param after origin of the last log of the page before */
    @ReadOperation
    LogPage logs(@Nullable String after) {
        return LogPage.of(views, after == null ? "" : after);
    }

    @WriteOperation
    WebEndpointResponse<Answer> trust(String vkey) {
        return switch (LogRegister.logKey(vkey).then(register::trust)) {
            case Parsed.Malformed<VerifierKey>(String why) -> refused(vkey, why);
            case Parsed.Ok<VerifierKey>(VerifierKey key) -> {
                log.info("an operator trusts the log key {}", key);
                yield new WebEndpointResponse<>(new Answer(vkey, "trusted"));
            }
        };
    }

    @DeleteOperation
    WebEndpointResponse<Answer> distrust(String vkey) {
        return switch (LogRegister.logKey(vkey)) {
            case Parsed.Malformed<VerifierKey>(String why) -> refused(vkey, why);
            case Parsed.Ok<VerifierKey>(VerifierKey key) -> {
                boolean wasTrusted = register.distrust(key);
                log.info("an operator trusts the log key {} no longer", key);
                yield wasTrusted
                        ? new WebEndpointResponse<>(new Answer(vkey, "no longer trusted"))
                        : new WebEndpointResponse<>(
                                new Answer(vkey, "was not trusted"), WebEndpointResponse.STATUS_NOT_FOUND);
            }
        };
    }

    private static WebEndpointResponse<Answer> refused(String vkey, String why) {
        return new WebEndpointResponse<>(new Answer(vkey, why), WebEndpointResponse.STATUS_BAD_REQUEST);
    }
}
