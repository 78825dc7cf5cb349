package dev.gil.workloads.web;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking for the price of an item.
 *
 * @param id of the item; -1 if it was given up
 * @param cents its price
 * @param busy how often the server said that it is busy
 * @param trouble why the item was given up; null if it was not
 */
record Priced(long id, int cents, int busy, @Nullable Trouble trouble) implements Serializable {
  private static final Gson GSON = new Gson();

  /** As the server writes it; more that it writes is passed over. */
  private static final class Json {
    @SerializedName("id")
    @Nullable Long id;

    @SerializedName("cents")
    @Nullable Integer cents;
  }

  static Priced givenUp(Trouble trouble, int busy) {
    return new Priced(-1, 0, busy, trouble);
  }

  /** Reads an answer that is none of the busy ones. */
  static Priced of(Reply reply, int busy) {
    if (!reply.isGood()) {
      return givenUp(Trouble.ERROR_STATUS, busy);
    }
    try {
      @Nullable Json json = GSON.fromJson(reply.text(), Json.class);
      if (json != null && json.id != null && json.cents != null) {
        return new Priced(json.id, json.cents, busy, null);
      }
    } catch (JsonParseException e) {
      // As one that lacks what it should have.
    }
    return givenUp(Trouble.BROKEN_OFF, busy);
  }
}
