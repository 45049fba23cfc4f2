package dev.candor.sequencer.rpc;

/**
 * Who calls.
 *
 * @param address the peer's address as text, the proxy's word for it where the service trusts one
 * @param single whether the call stands alone: only then may its answer set response headers
 */
public record RpcClient(String address, boolean single) {}
