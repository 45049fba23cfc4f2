package dev.candor.dispute.calls;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * A call that anybody can send to L1 without this service.
 *
 * @param function its Solidity name
 * @param to the contract
 * @param data calldata, 0x-hex
 * @param valueWei decimal
 */
@Schema(description = "A call that anybody can send to L1 without this service")
public record DirectCall(String function, String to, String data, String valueWei) {}
