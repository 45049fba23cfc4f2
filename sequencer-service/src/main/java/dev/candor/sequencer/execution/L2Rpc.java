package dev.candor.sequencer.execution;

/** Hands a JSON-RPC read through to the client. The caller decides what is allowed. */
public interface L2Rpc {

    /**
     * @param requestJson one JSON-RPC request object, or an array of them
     * @return the client's answer as it came
     * @throws EngineUnavailableException the client does not answer in time
     */
    byte[] forward(byte[] requestJson);
}
