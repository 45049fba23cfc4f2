-- The loops ask for the newest batch, and for those from a number on, many times a second.
create index batch_number on batch (number, generation);
