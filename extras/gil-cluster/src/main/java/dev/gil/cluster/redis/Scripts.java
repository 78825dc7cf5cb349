package dev.gil.cluster.redis;

/**
 * What the server does at one stroke. Each but the first may be run twice with no harm, so that a
 * call whose answer did not come can be made again.
 */
final class Scripts {
  /** After which time a mailbox that nobody empties is forgotten. */
  private static final String MAIL_MILLIS = "3600000";

  /**
   * Sends a letter to a member, if it still takes any: 1, or 0. Keys: members, its mail. Arguments:
   * its id, the letter.
   */
  static final String SEND =
      """
      if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return 0 end
      redis.call('LPUSH', KEYS[2], ARGV[2])
      redis.call('PEXPIRE', KEYS[2], %s)
      return 1
      """
          .formatted(MAIL_MILLIS);

  /** Sends a letter to a client. Key: its mail. Argument: the letter. */
  static final String ANSWER =
      """
      redis.call('LPUSH', KEYS[1], ARGV[1])
      redis.call('PEXPIRE', KEYS[1], %s)
      return 1
      """
          .formatted(MAIL_MILLIS);

  /**
   * Says which letters were handled and takes more: answers with all that are taken and not
   * handled, oldest last. Keys: mail, taken. Arguments: how many these may be, then the heads of
   * those handled, in their order.
   */
  static final String TAKE =
      """
      for i = 2, #ARGV do
        local oldest = redis.call('LINDEX', KEYS[2], -1)
        if oldest and string.sub(oldest, 1, %d) == ARGV[i] then redis.call('RPOP', KEYS[2]) end
      end
      for i = redis.call('LLEN', KEYS[2]) + 1, tonumber(ARGV[1]) do
        if not redis.call('RPOPLPUSH', KEYS[1], KEYS[2]) then break end
      end
      redis.call('PEXPIRE', KEYS[2], %s)
      return redis.call('LRANGE', KEYS[2], 0, -1)
      """
          .formatted(Letter.HEAD, MAIL_MILLIS);

  /** A member comes. Keys: members, alive. Arguments: its id, what it says of itself, millis. */
  static final String JOIN =
      """
      redis.call('SET', KEYS[2], '1', 'PX', ARGV[3])
      redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
      return 1
      """;

  /** A member is still there: 1; 0 if the server had forgotten it. Key: alive. Argument: millis. */
  static final String BEAT = "return redis.call('PEXPIRE', KEYS[1], ARGV[1])";

  /** A member takes nothing more. Key: members. Argument: its id. */
  static final String LEAVE = "return redis.call('HDEL', KEYS[1], ARGV[1])";

  /** Somebody has ended. Keys: members, alive, mail, taken. Argument: the id. */
  static final String END =
      """
      redis.call('HDEL', KEYS[1], ARGV[1])
      return redis.call('DEL', KEYS[2], KEYS[3], KEYS[4])
      """;

  /**
   * Who is there. Key: members. Arguments: what keys begin with, then ids to be told of also if
   * they take nothing more. Answers with four a member: its id, what it says of itself or a dash,
   * whether it was heard of lately, how many listen to its notes. Who was not heard of is struck
   * out.
   */
  static final String CENSUS =
      """
      local found = {}
      local function add(id, words)
        local alive = redis.call('EXISTS', ARGV[1] .. 'alive:' .. id)
        local hears = redis.call('PUBSUB', 'NUMSUB', ARGV[1] .. 'notes:' .. id)[2]
        found[#found + 1] = id
        found[#found + 1] = words
        found[#found + 1] = tostring(alive)
        found[#found + 1] = tostring(hears)
        if alive == 0 then redis.call('HDEL', KEYS[1], id) end
      end
      local all = redis.call('HGETALL', KEYS[1])
      local seen = {}
      for i = 1, #all, 2 do
        seen[all[i]] = true
        add(all[i], all[i + 1])
      end
      for i = 2, #ARGV do
        if not seen[ARGV[i]] then add(ARGV[i], '-') end
      end
      return found
      """;

  /**
   * Gives a client back what it sent to a lost member and that had not taken, and then the word
   * that nothing else will come; both in the client's mail, behind what the member wrote. Keys: the
   * member's mail, the client's. Arguments: what the heads of the client's letters begin with, that
   * word.
   */
  static final String RETRACT =
      """
      for _, letter in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do
        if string.sub(letter, 1, #ARGV[1]) == ARGV[1] then
          redis.call('LREM', KEYS[1], 1, letter)
          redis.call('LPUSH', KEYS[2], letter)
        end
      end
      redis.call('LPUSH', KEYS[2], ARGV[2])
      redis.call('PEXPIRE', KEYS[2], %s)
      return 1
      """
          .formatted(MAIL_MILLIS);

  private Scripts() {}
}
