package org.hactl.jinja.filter;

import java.util.List;
import java.util.Map;

/** What a template can call: a function, a method, a macro. */
@FunctionalInterface
public interface Callable {
  Object call(List<Object> positional, Map<String, Object> named, Runtime runtime);
}
