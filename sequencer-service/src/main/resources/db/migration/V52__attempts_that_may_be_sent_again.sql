-- Settlement asks in every round which signed transactions have become final: few of many rows still hold one.
create index l1_attempt_with_raw on l1_attempt (nonce) where raw is not null;
