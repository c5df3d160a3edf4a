package org.hactl.jinja.filter;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.hactl.jinja.python.JinjaException;

/** Refuses each question. */
final class NoControlNode implements ControlNode {
  private static JinjaException refused() {
    return new JinjaException("a template cannot read files, the environment or the time here");
  }

  @Override
  public ZonedDateTime now() {
    throw refused();
  }

  @Override
  public Optional<String> environment(String name) {
    throw refused();
  }

  @Override
  public Optional<String> home(String user) {
    throw refused();
  }

  @Override
  public boolean is(Kind kind, String path) {
    throw refused();
  }

  @Override
  public boolean same(String path, String other) {
    throw refused();
  }

  @Override
  public String realPath(String path) {
    throw refused();
  }

  @Override
  public String folder() {
    throw refused();
  }

  @Override
  public List<String> glob(String pattern) {
    throw refused();
  }

  @Override
  public Optional<String> find(String folder, String path) {
    throw refused();
  }

  @Override
  public Object text(String path) {
    throw refused();
  }
}
