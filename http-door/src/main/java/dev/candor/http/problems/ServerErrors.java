package dev.candor.http.problems;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** The server's own error pages (bad request lines, bad headers, paths it does not decode), as problems: no version, no trace. */
public final class ServerErrors extends ErrorReportValve {
    private static final int FIRST_ERROR = 400;

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        boolean isAnswered = status < FIRST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported();
        if (isAnswered || response.isCommitted()) {
            return;
        }
        try {
            ProblemText.write(response, ProblemKind.ofStatus(status), status, ProblemText.detailOf(status));
            response.finishResponse();
        } catch (IOException e) {
            // The caller is gone: there is nobody left to tell.
            response.setSuspended(true);
        }
    }
}
