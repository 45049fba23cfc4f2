package dev.candor.sequencer.query;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The head of the OpenAPI document at {@code /v3/api-docs}. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Candor sequencer")
                        .version("1")
                        .description(
                                "Send transactions, and read what was promised, ordered, executed and settled. Byte strings are"
                                        + " 0x-hex in lower case, addresses checksummed (ERC-55), integers of 64 bits and more decimal"
                                        + " strings. Errors are problem details (RFC 9457) of the types in spec/errors.md; formats and"
                                        + " proofs are those of spec/protocol.md. JSON-RPC is at /rpc.")
                        .license(new License().name("Apache-2.0")));
    }
}
