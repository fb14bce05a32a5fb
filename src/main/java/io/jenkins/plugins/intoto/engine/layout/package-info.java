/** Layouts as their owners work on them: a first one proposed from links, and what is doubtful in one. */
package io.jenkins.plugins.intoto.engine.layout;
