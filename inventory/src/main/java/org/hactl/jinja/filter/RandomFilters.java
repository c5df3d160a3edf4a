package org.hactl.jinja.filter;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.MersenneTwister;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Numbers;
import org.hactl.jinja.python.Values;

/** Filters that choose by chance; with a seed, so that each apply has the same result. */
final class RandomFilters {
  private RandomFilters() {}

  static List<Filter> all() {
    return List.of(
        Filter.of("random", "start=None, step=None, seed=None", RandomFilters::random),
        Filter.of("shuffle", "seed=None", RandomFilters::shuffle));
  }

  private static MersenneTwister seeded(Arguments a) {
    if (!a.given("seed")) {
      throw new JinjaException(
          a.what()
              + " without a seed would differ at each apply; give one, as in"
              + " seed=inventory_hostname");
    }
    return new MersenneTwister(a.get("seed"));
  }

  private static Object random(Object value, Arguments a) {
    MersenneTwister numbers = seeded(a);
    if (Numbers.isWhole(Values.defined(value))) {
      BigInteger start = Values.truth(a.get("start")) ? Numbers.whole(a.get("start")) : of(0);
      BigInteger step = Values.truth(a.get("step")) ? Numbers.whole(a.get("step")) : of(1);
      BigInteger width = Numbers.whole(value).subtract(start);
      BigInteger round = step.subtract(of(step.signum()));
      BigInteger count = width.add(round).divide(step);
      if (count.signum() <= 0 || width.signum() != step.signum()) {
        throw new JinjaException("\"random\": there is no number between start and end");
      }
      return Numbers.of(start.add(step.multiply(numbers.below(count))));
    }
    if (Values.truth(a.get("start")) || Values.truth(a.get("step"))) {
      throw new JinjaException("\"random\" takes start and step only for whole numbers");
    }
    if (!(value instanceof String || value instanceof List<?>)) {
      throw new JinjaException("\"random\" takes a list or a whole number");
    }
    List<Object> items = Values.items(value);
    if (items.isEmpty()) {
      throw new JinjaException("\"random\": the list is empty");
    }
    return items.get(numbers.below(items.size()));
  }

  private static BigInteger of(int number) {
    return BigInteger.valueOf(number);
  }

  private static Object shuffle(Object value, Arguments a) {
    if (a.get("seed") != None.NONE && !Values.truth(a.get("seed"))) {
      throw new JinjaException("\"shuffle\" takes a seed that is not 0 and not empty");
    }
    MersenneTwister numbers = seeded(a);
    if (Values.iterable(value).isEmpty()) {
      return value;
    }
    List<Object> items = new ArrayList<>(Values.items(value));
    a.runtime().spend(items.size() * 4L);
    numbers.shuffle(items);
    return items;
  }
}
