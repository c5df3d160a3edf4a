/**
 * The helper: a second process with the privileges that packages, files, services and scripts need,
 * and the agent's side of the conversation with it. Imports {@code org.hactl.module}, {@code
 * org.hactl.host} and {@code org.hactl.linux}, and no other room of the agent.
 */
@NullMarked
package org.hactl.agent.helper;

import org.jspecify.annotations.NullMarked;
