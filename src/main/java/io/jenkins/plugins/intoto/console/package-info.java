/** What is said on the console of a build. */
package io.jenkins.plugins.intoto.console;
