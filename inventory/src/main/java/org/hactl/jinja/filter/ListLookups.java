package org.hactl.jinja.filter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hactl.jinja.python.JinjaException;
import org.hactl.jinja.python.None;
import org.hactl.jinja.python.Tuple;
import org.hactl.jinja.python.Values;

/** The lookups that make a list of their terms. */
final class ListLookups {
  private ListLookups() {}

  /** The terms; a list among them gives its items. */
  static List<Object> flat(List<Object> terms) {
    List<Object> all = new ArrayList<>();
    for (Object term : terms) {
      if (Values.defined(term) instanceof List<?>) {
        all.addAll(Values.items(term));
      } else {
        all.add(term);
      }
    }
    return all;
  }

  static List<Object> dict(List<Object> terms, Runtime runtime) {
    List<Object> items = new ArrayList<>();
    for (Object term : terms) {
      Values.map(term)
          .forEach((key, value) -> {
            Map<Object, Object> item = new LinkedHashMap<>();
            item.put("key", key);
            item.put("value", value);
            items.add(item);
          });
    }
    runtime.spend(items.size() * 4L);
    return items;
  }

  static List<Object> indexed(List<Object> terms) {
    List<Object> pairs = new ArrayList<>();
    for (Object item : flat(terms)) {
      pairs.add(Tuple.of((long) pairs.size(), item));
    }
    return pairs;
  }

  private static List<List<Object>> lists(List<Object> terms) {
    if (terms.isEmpty()) {
      throw new JinjaException("this lookup takes one list or more");
    }
    List<List<Object>> lists = new ArrayList<>();
    for (Object term : terms) {
      boolean list = Values.defined(term) instanceof List<?>;
      lists.add(list ? Values.items(term) : List.of(term));
    }
    return lists;
  }

  static List<Object> nested(List<Object> terms, Runtime runtime) {
    List<List<Object>> rows = new ArrayList<>(List.of(List.of()));
    for (List<Object> list : lists(terms)) {
      runtime.spend((long) rows.size() * list.size() * terms.size());
      List<List<Object>> longer = new ArrayList<>();
      for (List<Object> row : rows) {
        for (Object item : list) {
          List<Object> more = new ArrayList<>(row);
          more.addAll(flat(List.of(item)));
          longer.add(more);
        }
      }
      rows = longer;
    }
    return new ArrayList<>(rows);
  }

  static List<Object> together(List<Object> terms, Runtime runtime) {
    List<List<Object>> lists = lists(terms);
    int size = lists.stream().mapToInt(List::size).max().orElse(0);
    runtime.spend((long) size * lists.size());
    List<Object> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<Object> row = new ArrayList<>();
      for (List<Object> list : lists) {
        row.add(i < list.size() ? list.get(i) : None.NONE);
      }
      rows.add(flat(row));
    }
    return rows;
  }
}
