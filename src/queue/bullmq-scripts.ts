/**
 * What must happen to a job as one step in Redis. Keys under the prefix: `job:ID` (a hash), `failures:ID`, `jobs` (ids by
 * number), `number`, `keys` (key -> id), `open` (ids that have not ended), `ended:failed` and `ended:other` (ids by time);
 * of a job in parts `parts:ID` (a hash: sums over its parts), `parts-open:ID` (part ids by number) and `part:ID` (a hash,
 * gone when the part is done). An empty string stands for null. Times of the server, for machines' clocks differ.
 */
const COMMON = `
local P = KEYS[1]
local function now()
  local t = redis.call('TIME')
  return t[1] * 1000 + math.floor(t[2] / 1000)
end
local function key(id) return P .. ':job:' .. id end
local function field(id, name) return redis.call('HGET', key(id), name) or '' end
local function openState(id)
  local state = field(id, 'state')
  return state == 'waiting' or state == 'running'
end
local function dropParts(id)
  local open = P .. ':parts-open:' .. id
  for _, part in ipairs(redis.call('ZRANGE', open, 0, -1)) do redis.call('DEL', P .. ':part:' .. part) end
  redis.call('DEL', open, P .. ':parts:' .. id)
end
-- Whether BullMQ will never hand this one out: it is gone from the line, or has ended there.
local function outOfLine(line, id)
  return redis.call('EXISTS', line .. id) == 0 or redis.call('ZSCORE', line .. 'failed', id)
    or redis.call('ZSCORE', line .. 'completed', id)
end
local function forget(id, ended)
  local k = field(id, 'key')
  if k ~= '' and redis.call('HGET', P .. ':keys', k) == id then redis.call('HDEL', P .. ':keys', k) end
  redis.call('DEL', key(id), P .. ':failures:' .. id)
  dropParts(id)
  redis.call('ZREM', P .. ':jobs', id)
  redis.call('ZREM', P .. ':open', id)
  if ended then redis.call('ZREM', ended, id) end
end
local function finish(id, state, err, at)
  redis.call('HSET', key(id), 'state', state, 'error', err, 'finishedAt', at, 'owner', '')
  redis.call('ZREM', P .. ':open', id)
  redis.call('ZREM', P .. ':ended:failed', id)
  dropParts(id)
  local ended = P .. ':ended:' .. (state == 'failed' and 'failed' or 'other')
  redis.call('ZADD', ended, now(), id)
  local over = redis.call('ZCARD', ended) - tonumber(KEPT)
  if over > 0 then
    for _, old in ipairs(redis.call('ZRANGE', ended, 0, over - 1)) do forget(old, ended) end
  end
end
`;

/** How many jobs are remembered after their end: so many that failed, and so many others. */
export const KEPT = 1_000;
/** A job keeps its first so many failures; the counts tell how many there were. */
export const FAILURES_KEPT = 10_000;

/** A script with what all have in common before it. */
export const script = (body: string): string => COMMON.replace("tonumber(KEPT)", String(KEPT)) + body;

/** id, name, input, counts, key, owner, at -> the hash of this job, or of the one that has its key */
export const CREATE = script(`
local id, name, input, counts, k, owner, at = unpack(ARGV)
if k ~= '' then
  local same = redis.call('HGET', P .. ':keys', k)
  if same then
    local state = field(same, 'state')
    if state == 'waiting' or state == 'running' or state == 'done' then return redis.call('HGETALL', key(same)) end
  end
  redis.call('HSET', P .. ':keys', k, id)
end
local own = owner ~= ''
redis.call('HSET', key(id), 'id', id, 'key', k, 'state', own and 'running' or 'waiting', 'name', name, 'input', input,
  'counts', counts, 'read', '0', 'size', '', 'attempts', own and '1' or '0', 'error', '', 'createdAt', at,
  'startedAt', own and at or '', 'finishedAt', '', 'owner', owner, 'queued', own and '0' or '1', 'seen', now())
local number = redis.call('INCR', P .. ':number')
redis.call('ZADD', P .. ':jobs', number, id)
redis.call('ZADD', P .. ':open', number, id)
return redis.call('HGETALL', key(id))
`);

/** id: takes a job away that never came into line */
export const DISCARD = script("forget(ARGV[1])");

/** id, owner, at, most attempts, why it is given up -> a hash; 0: nothing to do; 1: it was given up */
export const START = script(`
local id, owner, at, most, why = unpack(ARGV)
if not openState(id) then return 0 end
if tonumber(field(id, 'attempts')) >= tonumber(most) then
  finish(id, 'failed', why, at)
  return 1
end
redis.call('HINCRBY', key(id), 'attempts', 1)
redis.call('HSET', key(id), 'state', 'running', 'owner', owner, 'seen', now(), 'error', '')
if field(id, 'startedAt') == '' then redis.call('HSET', key(id), 'startedAt', at) end
return redis.call('HGETALL', key(id))
`);

/** id, owner, counts, read, size -> the job's state, or "taken" when another has it */
export const PROGRESS = script(`
local id, owner, counts, read, size = unpack(ARGV)
local state = field(id, 'state')
if state ~= 'running' then return state end
if field(id, 'owner') ~= owner then return 'taken' end
redis.call('HSET', key(id), 'counts', counts, 'read', read, 'size', size, 'seen', now())
return state
`);

/** id, owner, state, error, at -> 1; 0: only its owner may fail a job, but what is done is done, even by one thought dead */
export const FINISH = script(`
local id, owner, state, err, at = unpack(ARGV)
local back = state == 'done' and field(id, 'state') == 'failed' and field(id, 'queued') == '0'
if not openState(id) and not back then return 0 end
if state ~= 'done' and field(id, 'owner') ~= owner then return 0 end
finish(id, state, err, at)
return 1
`);

/** id, owner, error, attempts to take back: into line again */
export const RELEASE = script(`
local id, owner, err, back = unpack(ARGV)
if field(id, 'state') ~= 'running' or field(id, 'owner') ~= owner then return 0 end
redis.call('HSET', key(id), 'state', 'waiting', 'owner', '', 'error', err, 'seen', now())
redis.call('HINCRBY', key(id), 'attempts', 0 - tonumber(back))
return 1
`);

/** id, at */
export const CANCEL = script(`
if not openState(ARGV[1]) then return 0 end
finish(ARGV[1], 'cancelled', '', ARGV[2])
return 1
`);

/** id, counts: into line again as if it were new, unless another has its key -> 1; 0: it is none that was given up there */
export const RETRY = script(`
local id, counts = unpack(ARGV)
if field(id, 'state') ~= 'failed' or field(id, 'queued') ~= '1' then return 0 end
local k = field(id, 'key')
if k ~= '' then
  local same = redis.call('HGET', P .. ':keys', k)
  if same and same ~= id and (openState(same) or field(same, 'state') == 'done') then return 0 end
  redis.call('HSET', P .. ':keys', k, id)
end
redis.call('HSET', key(id), 'state', 'waiting', 'counts', counts, 'read', '0', 'size', '', 'attempts', '0', 'error', '',
  'startedAt', '', 'finishedAt', '', 'seen', now())
redis.call('HINCRBY', key(id), 'again', 1)
redis.call('ZREM', P .. ':ended:failed', id)
redis.call('ZADD', P .. ':open', redis.call('ZSCORE', P .. ':jobs', id), id)
redis.call('DEL', P .. ':failures:' .. id)
return 1
`);

/** limit, state or '' -> hashes, the newest first */
export const LIST = script(`
local found, from, limit = {}, 0, tonumber(ARGV[1])
while #found < limit do
  local ids = redis.call('ZREVRANGE', P .. ':jobs', from, from + 499)
  for _, id in ipairs(ids) do
    if #found < limit and (ARGV[2] == '' or field(id, 'state') == ARGV[2]) then
      found[#found + 1] = redis.call('HGETALL', key(id))
    end
  end
  if #ids < 500 then break end
  from = from + 500
end
return found
`);

/** id, then record number and JSON by turns; a failure of the same record is replaced */
export const FAIL = script(`
if redis.call('EXISTS', key(ARGV[1])) == 0 then return end
local k = P .. ':failures:' .. ARGV[1]
for i = 2, #ARGV, 2 do
  redis.call('ZREMRANGEBYSCORE', k, ARGV[i], ARGV[i])
  if redis.call('ZCARD', k) < ${FAILURES_KEPT} then redis.call('ZADD', k, ARGV[i], ARGV[i + 1]) end
end
`);

/**
 * BullMQ's key of a job without its id, stale after ms, why an own job failed, at -> ids that belong in line and are not.
 * A job comes out of line when a process ends between writing it down and putting it there, or when someone takes it
 * out with another tool.
 */
export const TIDY = script(`
local lost = {}
for _, id in ipairs(redis.call('ZRANGE', P .. ':open', 0, -1)) do
  local state = field(id, 'state')
  local stale = now() - (tonumber(field(id, 'seen')) or 0) > tonumber(ARGV[2])
  if state == '' then
    redis.call('ZREM', P .. ':open', id)
  elseif field(id, 'queued') == '0' then
    if stale then finish(id, 'failed', ARGV[3], ARGV[4]) end
  elseif stale and outOfLine(ARGV[1], id) then
    redis.call('HSET', key(id), 'state', 'waiting', 'owner', '')
    lost[#lost + 1] = id
  end
end
return lost
`);
