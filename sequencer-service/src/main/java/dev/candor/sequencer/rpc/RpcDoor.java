package dev.candor.sequencer.rpc;

import io.micrometer.observation.ObservationPredicate;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** Puts the servlet at {@code /rpc}. */
@Configuration(proxyBeanMethods = false)
class RpcDoor {
    private static final String PATH = "/rpc";

    @Bean
    ServletRegistrationBean<RpcServlet> rpcServlet(RpcDispatcher dispatcher, RpcProperties properties) {
        RpcParser parser = new RpcParser(properties.maxBodyBytes(), properties.maxBatchCalls());
        RpcServlet servlet =
                new RpcServlet(parser, dispatcher, new RpcCors(properties.corsOrigins()), properties.maxBodyBytes());
        return new ServletRegistrationBean<>(servlet, PATH);
    }

    /** The calls are counted by method and promises timed: a general timer around each would tell less and cost more. */
    @Bean
    ObservationPredicate rpcCallsAreCountedByMethod() {
        return (name, context) -> !(context instanceof ServerRequestObservationContext request
                && request.getCarrier() != null
                && request.getCarrier().getRequestURI().equals(PATH));
    }
}
