package dev.candor.http.tracing;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Trace ids for a service that imports this class. */
@Configuration(proxyBeanMethods = false)
public class TracingConfiguration {

    @Bean
    FilterRegistrationBean<TraceFilter> traces() {
        FilterRegistrationBean<TraceFilter> filter = new FilterRegistrationBean<>(new TraceFilter());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
