-- Cancels what stands in temp.input by sets: the least that SQL can do about it. It checks nothing, decides nothing, and
-- leaves no outcome and no trail of who did it.
BEGIN IMMEDIATE;
UPDATE cancellations SET state = 'replaced'
 WHERE state = 'live' AND subscription IN
       (SELECT s.id FROM temp.input AS i JOIN subscriptions AS s ON s.key = i.subscription);
INSERT INTO cancellations (series, subscription, state, at, requested_at, effective_on, effective_at, reason,
                           reason_label, is_voluntary, by, channel, is_backdated, is_override)
SELECT 'AB', s.id, 'live', 'period-end', 1764000000, printf('2026-12-%02d', s.id % 28 + 1),
       1765000000 + s.id % 28 * 86400, i.reason, 'Too expensive', 1, 'ada', 'batch', 0, 0
  FROM temp.input AS i JOIN subscriptions AS s ON s.key = i.subscription;
COMMIT;
