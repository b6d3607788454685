import { script } from "./bullmq-scripts.ts";

/** What must happen to a part of a job as one step in Redis; see `bullmq-scripts.ts` for the keys. */
const partScript = (body: string): string =>
  script(`
local function part(id, name) return redis.call('HGET', P .. ':part:' .. id, name) or '' end
${body}`);

/**
 * job's id, its owner, number, path, records, bytes -> a list with the part's id; or the job's state; "taken": by another.
 * A part has the same id however often its job is taken up, and another when the job is begun anew after it was given up:
 * BullMQ may still know the first one then, and its worker be at it.
 */
export const ADD_PART = partScript(`
local of, owner, number, path, records, bytes = unpack(ARGV)
local state = field(of, 'state')
if state ~= 'running' then return state end
if field(of, 'owner') ~= owner then return 'taken' end
local again = field(of, 'again')
local id = of .. '-' .. (again == '' and '0' or again) .. '-' .. number
local totals = P .. ':parts:' .. of
if tonumber(number) <= tonumber(redis.call('HGET', totals, 'parts') or 0) then return { id } end
redis.call('HSET', totals, 'parts', number)
redis.call('HINCRBY', totals, 'records', records)
redis.call('HINCRBY', totals, 'handed', bytes)
redis.call('HSET', P .. ':part:' .. id, 'id', id, 'of', of, 'number', number, 'path', path, 'records', records,
  'bytes', bytes, 'state', 'waiting', 'owner', '', 'attempts', '0', 'counts', '{}', 'seen', now())
redis.call('ZADD', P .. ':parts-open:' .. of, number, id)
return { id }
`);

/** id, owner, most attempts, why it is given up -> a hash; 0: nothing to do; 1: it was given up */
export const START_PART = partScript(`
local id, owner, most, why = unpack(ARGV)
local of = part(id, 'of')
if of == '' or not openState(of) then return 0 end
if tonumber(part(id, 'attempts')) >= tonumber(most) then
  redis.call('HSET', P .. ':parts:' .. of, 'error', why)
  return 1
end
redis.call('HINCRBY', P .. ':part:' .. id, 'attempts', 1)
redis.call('HSET', P .. ':part:' .. id, 'state', 'running', 'owner', owner, 'counts', '{}', 'seen', now())
return redis.call('HGETALL', P .. ':part:' .. id)
`);

/** id, owner, counts -> "running"; "taken" when another has the part; "" when it is done, or its job has ended */
export const PROGRESS_PART = partScript(`
local id, owner, counts = unpack(ARGV)
if part(id, 'of') == '' then return '' end
if part(id, 'owner') ~= owner then return 'taken' end
redis.call('HSET', P .. ':part:' .. id, 'counts', counts, 'seen', now())
return 'running'
`);

/** id, owner, state, error -> 1; 0: another has the part, or it is done, or its job has ended */
export const FINISH_PART = partScript(`
local id, owner, state, err = unpack(ARGV)
local of = part(id, 'of')
if of == '' or part(id, 'owner') ~= owner then return 0 end
local totals = P .. ':parts:' .. of
if state ~= 'done' then
  redis.call('HSET', totals, 'error', err)
  return 1
end
for name, count in pairs(cjson.decode(part(id, 'counts'))) do redis.call('HINCRBY', totals, name, count) end
redis.call('HINCRBY', totals, 'bytes', part(id, 'bytes'))
redis.call('ZREM', P .. ':parts-open:' .. of, id)
redis.call('DEL', P .. ':part:' .. id)
if tonumber(field(of, 'attempts')) > 1 then redis.call('HSET', key(of), 'attempts', '1') end
return 1
`);

/** id, owner, attempts to take back: into line again */
export const RELEASE_PART = partScript(`
local id, owner, back = unpack(ARGV)
if part(id, 'owner') ~= owner then return 0 end
redis.call('HSET', P .. ':part:' .. id, 'state', 'waiting', 'owner', '', 'seen', now())
redis.call('HINCRBY', P .. ':part:' .. id, 'attempts', 0 - tonumber(back))
return 1
`);

/**
 * job's id, BullMQ's key of a part without its id, stale after ms -> sums by name, numbers of open parts, how many of these
 * wait, the counts of each, ids of parts that belong in line and are not
 */
export const PARTS_STATE = partScript(`
local of, line, after = unpack(ARGV)
local numbers, waiting, counts, lost = {}, 0, {}, {}
for _, id in ipairs(redis.call('ZRANGE', P .. ':parts-open:' .. of, 0, -1)) do
  numbers[#numbers + 1] = part(id, 'number')
  counts[#counts + 1] = part(id, 'counts')
  if part(id, 'state') == 'waiting' then waiting = waiting + 1 end
  if now() - tonumber(part(id, 'seen')) > tonumber(after) and outOfLine(line, id) then
    redis.call('HSET', P .. ':part:' .. id, 'state', 'waiting', 'owner', '', 'seen', now())
    lost[#lost + 1] = id
  end
end
return { redis.call('HGETALL', P .. ':parts:' .. of), numbers, waiting, counts, lost }
`);
