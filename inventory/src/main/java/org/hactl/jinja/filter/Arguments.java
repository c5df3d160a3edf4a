package org.hactl.jinja.filter;

import java.util.List;
import java.util.Map;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Numbers;
import org.hactl.jinja.python.Values;

/**
 * The arguments of one call.
 *
 * @param what the name of the filter, test, method or function, for messages
 * @param values the values of all parameters
 * @param rest the values after the last parameter, as in Python's {@code *args}
 * @param extra the values whose names are no parameter, as in Python's {@code **kwargs}
 */
record Arguments(
    String what,
    Map<String, Object> values,
    List<Object> rest,
    Map<String, Object> extra,
    Runtime runtime) {
  /** The value of a parameter. */
  Object get(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new IllegalStateException(what + " has no parameter " + name);
    }
    return value;
  }

  boolean given(String name) {
    return get(name) != None.NONE;
  }

  String text(String name) {
    if (Values.defined(get(name)) instanceof String text) {
      return text;
    }
    throw wrong(name, "a text");
  }

  int whole(String name) {
    if (Numbers.isWhole(Values.defined(get(name)))) {
      return Numbers.index(get(name));
    }
    throw wrong(name, "a whole number");
  }

  boolean truth(String name) {
    return Values.truth(get(name));
  }

  private JinjaException wrong(String name, String expected) {
    return new JinjaException(
        what + ": \"" + name + "\" takes " + expected + ", found " + Values.a(get(name)));
  }
}
