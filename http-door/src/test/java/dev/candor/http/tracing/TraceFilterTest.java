package dev.candor.http.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class TraceFilterTest {
    private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void carriesTheCallersTraceThroughTheLogIntoTheAnswer() throws Exception {
        assertThat(traced("00-" + ID + "-00f067aa0ba902b7-01")).isEqualTo(ID);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "ff-" + ID + "-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-" + ID + "\n-00f067aa0ba902b7-01"
            })
    void givesAFreshOneWhenTheCallerHasNone(String traceparent) throws Exception {
        String first = traced(traceparent);

        assertThat(first).matches("[0-9a-f]{32}").isNotEqualTo(ID).isNotEqualTo(traced(traceparent));
    }

    /** The id in the answer; it must have been the one in the log context, and be gone afterwards. */
    private static String traced(String traceparent) throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/rpc");
        if (traceparent != null) {
            request.addHeader("traceparent", traceparent);
        }
        MockHttpServletResponse response = new MockHttpServletResponse();
        List<String> logged = new ArrayList<>();

        new TraceFilter().doFilter(request, response, (ignored, alsoIgnored) -> logged.add(MDC.get("traceId")));

        assertThat(MDC.get("traceId")).isNull();
        assertThat(logged).containsExactly(response.getHeader("Candor-Trace"));
        return logged.getFirst();
    }
}
