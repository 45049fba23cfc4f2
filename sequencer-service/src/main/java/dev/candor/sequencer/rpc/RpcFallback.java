package dev.candor.sequencer.rpc;

/** Answers calls of methods that nobody has. */
public interface RpcFallback {

    RpcAnswer answer(RpcCall call);
}
