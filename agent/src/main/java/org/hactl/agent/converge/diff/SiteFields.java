package org.hactl.agent.converge.diff;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.hactl.host.HookSpec;
import org.hactl.host.TrackSpec;
import org.jspecify.annotations.Nullable;

/** Fields with the names of the site's keys, and with values in the words of the site. */
final class SiteFields {
  private static final Pattern PLAIN = Pattern.compile("[^\\s\"',]+");
  private static final long NANOS_PER_MICRO = 1_000;
  private static final int MICROS_PER_MILLI = 1_000;
  private static final int MILLIS_PER_SECOND = 1_000;

  private final Map<String, String> fields = new LinkedHashMap<>();

  /** Adds a field, unless the value is null. */
  SiteFields put(String key, @Nullable Object value) {
    if (value != null) {
      fields.put(key, value.toString());
    }
    return this;
  }

  SiteFields putMillis(String key, long millis) {
    return put(key, duration(millis));
  }

  /** Adds a field, unless there are no values. */
  <T> SiteFields putAll(String key, Collection<T> values, Function<T, String> text) {
    return values.isEmpty() ? this : put(key, values.stream().map(text).collect(joining(", ")));
  }

  /** Adds these fields with a text before the name of each. */
  SiteFields putAll(String before, Map<String, String> others) {
    others.forEach((name, value) -> fields.put(before + name, value));
    return this;
  }

  SiteFields putTracks(Collection<TrackSpec> tracks) {
    return putAll("track", tracks, SiteFields::track);
  }

  SiteFields putHooks(String key, Collection<HookSpec> hooks) {
    return putAll(key, hooks, SiteFields::hook);
  }

  Map<String, String> fields() {
    return fields;
  }

  /** Joins the words of a command. A word with a space, a quote or a comma is put in quotes. */
  static String words(List<String> words) {
    return words.stream().map(SiteFields::word).collect(joining(" "));
  }

  private static String word(String word) {
    return PLAIN.matcher(word).matches() ? word : '"' + word + '"';
  }

  static String duration(long millis) {
    return millis % MILLIS_PER_SECOND == 0 ? millis / MILLIS_PER_SECOND + "s" : millis + "ms";
  }

  static String duration(Duration time) {
    long micros = time.toNanos() / NANOS_PER_MICRO;
    return micros % MICROS_PER_MILLI == 0 ? duration(micros / MICROS_PER_MILLI) : micros + "us";
  }

  private static String track(TrackSpec track) {
    return track.weight() == 0
        ? track.expression()
        : track.expression() + " (weight " + track.weight() + ")";
  }

  private static String hook(HookSpec hook) {
    StringBuilder text = new StringBuilder(words(hook.command()));
    text.append(" (timeout ").append(duration(hook.timeoutMillis()));
    if (hook.user() != null) {
      text.append(", user ").append(hook.user());
    }
    if (!hook.states().isEmpty()) {
      text.append(", states ").append(String.join(" ", hook.states()));
    }
    return text.append(')').toString();
  }
}
