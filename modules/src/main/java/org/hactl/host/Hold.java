package org.hactl.host;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an operator holds, beside the site: a real server is drained, or a host is in maintenance.
 * No apply, rollback, restart or failover ends such a hold; only an operator does. An {@link
 * ApplyDrain} alone ends with its apply. An ended hold is kept for a while, so that a host that was
 * down does not bring the earlier word back.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "hold")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Hold.Drain.class, name = "drain"),
  @JsonSubTypes.Type(value = Hold.ApplyDrain.class, name = "apply-drain"),
  @JsonSubTypes.Type(value = Hold.Maintenance.class, name = "maintenance")
})
public sealed interface Hold {
  /** What was said of it last, and who said it. */
  Word word();

  /** What is held, in the form {@code drain web1}: two holds with the same subject are one. */
  String subject();

  /** The same subject, with another word. */
  Hold with(Word other);

  default boolean inForce() {
    return word().state() == State.HELD;
  }

  /** Whether this word replaces another one about the same subject. */
  default boolean isNewerThan(Hold other) {
    return Word.NEWER.compare(word(), other.word()) > 0;
  }

  /** Whether a hold is in force. */
  enum State {
    ENDED,
    HELD
  }

  /**
   * A real server gets no new connections from this host: its weight in IPVS is 0, whatever its
   * checks and the site say.
   *
   * @param realServer its inventory name, or its address
   * @param service the name of the virtual service; null for all services
   */
  record Drain(String realServer, @Nullable String service, Word word) implements Hold {
    public Drain {
      Bounds.name(realServer);
      Bounds.name(Objects.requireNonNullElse(service, "all"));
    }

    @Override
    public String subject() {
      return "drain " + realServer + (service == null ? "" : " of service " + service);
    }

    @Override
    public Hold with(Word other) {
      return new Drain(realServer, service, other);
    }
  }

  /**
   * A real server gets no new connections while an apply restarts its software. It is apart from an
   * operator's {@link Drain} of the same real server: neither of them ends the other. A host ends
   * it by itself when it has heard no newer word for this time, because the apply may be gone.
   *
   * @param realServer its inventory name
   * @param lastsMillis counted from the moment at which a host took the word over, or its agent
   *     started
   */
  record ApplyDrain(String realServer, long lastsMillis, Word word) implements Hold {
    public static final long MAX_LASTS_MILLIS = 24L * 3600 * 1000;

    /** Why a host ended it by itself. */
    public static final String TIME_IS_OVER = "nothing was heard of that apply any more";

    public ApplyDrain {
      Bounds.name(realServer);
      if (lastsMillis < 1 || lastsMillis > MAX_LASTS_MILLIS) {
        throw new IllegalArgumentException(
            "the drain for an apply lasts %d ms, not 1 to %d"
                .formatted(lastsMillis, MAX_LASTS_MILLIS));
      }
    }

    @Override
    public String subject() {
      return "drain " + realServer + " for an apply";
    }

    @Override
    public Hold with(Word other) {
      return new ApplyDrain(realServer, lastsMillis, other);
    }

    /**
     * The next word of the same run, in force or ended. Its version is one more: the word of an
     * operator, whose version is a later time, still counts.
     */
    public ApplyDrain next(State state, String why) {
      return new ApplyDrain(
          realServer,
          lastsMillis,
          new Word(state, word.who(), why, word.atMillis(), word.version() + 1));
    }

    /** The end after its time, the same on every host. */
    public ApplyDrain over() {
      return next(State.ENDED, TIME_IS_OVER);
    }
  }

  /**
   * A host is in maintenance: as a director it gives its virtual routers away and takes none, as a
   * real server it is drained.
   *
   * @param host its inventory name
   */
  record Maintenance(String host, Word word) implements Hold {
    public Maintenance {
      Bounds.name(host);
    }

    @Override
    public String subject() {
      return "maintenance of " + host;
    }

    @Override
    public Hold with(Word other) {
      return new Maintenance(host, other);
    }
  }

  /**
   * What an operator said of a hold. Of two words about the same subject, the one with the greater
   * version is newer. Of two with the same version, which two operators gave at the same moment,
   * the one that holds counts on every host.
   *
   * @param who in the form {@code ann@desk}
   * @param why in the operator's words; may be empty
   * @param atMillis when, by the control node's clock; in milliseconds since the epoch
   */
  record Word(State state, String who, String why, long atMillis, long version) {
    /** As a time it is after the year 5000; no clock that is only wrong says so. */
    public static final long MAX_VERSION = 100_000_000_000_000L;

    public static final int MAX_WHY = 300;

    static final Comparator<Word> NEWER =
        Comparator.comparingLong(Word::version)
            .thenComparing(Word::state)
            .thenComparingLong(Word::atMillis)
            .thenComparing(Word::who)
            .thenComparing(Word::why);

    /**
     * @throws IllegalArgumentException if a value is larger than any hold needs: hosts send holds,
     *     and a broken host must not spoil those of others
     */
    public Word {
      Bounds.name(who);
      if (why.length() > MAX_WHY) {
        throw new IllegalArgumentException(
            "the reason of a hold has %d characters, more than %d"
                .formatted(why.length(), MAX_WHY));
      }
      if (version < 0 || version > MAX_VERSION) {
        throw new IllegalArgumentException(
            "the version of a hold is %d, not 0 to %d".formatted(version, MAX_VERSION));
      }
    }

    /**
     * A word that is newer than these holds. Its version is the time, or one more than the greatest
     * version known: a host whose word is not known now cannot have a greater one, unless its clock
     * was ahead.
     */
    public static Word after(
        List<? extends Hold> known, State state, String who, String why, long nowMillis) {
      long highest = known.stream().mapToLong(each -> each.word().version()).max().orElse(0);
      return new Word(state, who, why, nowMillis, Math.max(highest + 1, nowMillis));
    }
  }

  /** Limits for texts. */
  final class Bounds {
    private static final int MAX_NAME = 255;

    private Bounds() {}

    private static void name(String name) {
      if (name.isBlank() || name.length() > MAX_NAME) {
        throw new IllegalArgumentException(
            "a name in a hold has %d characters, not 1 to %d".formatted(name.length(), MAX_NAME));
      }
    }
  }
}
