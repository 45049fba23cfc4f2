package dev.candor.sequencer.rpc;

import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the servlet at {@code /rpc}. */
@Configuration(proxyBeanMethods = false)
class RpcDoor {

    @Bean
    ServletRegistrationBean<RpcServlet> rpcServlet(RpcDispatcher dispatcher, RpcProperties properties) {
        RpcParser parser = new RpcParser(properties.maxBodyBytes(), properties.maxBatchCalls());
        RpcServlet servlet =
                new RpcServlet(parser, dispatcher, new RpcCors(properties.corsOrigins()), properties.maxBodyBytes());
        return new ServletRegistrationBean<>(servlet, "/rpc");
    }
}
