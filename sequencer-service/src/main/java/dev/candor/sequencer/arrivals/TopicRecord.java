package dev.candor.sequencer.arrivals;

/** A record of the line as it is in the topic; the array is not written to. */
@SuppressWarnings("ArrayRecordComponent")
record TopicRecord(long seq, byte[] value) {}
