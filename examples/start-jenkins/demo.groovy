// The login, the keys, the layout and the policy, where the plugin for Configuration as Code is not there; the same as demo.yaml.
import com.cloudbees.plugins.credentials.CredentialsScope
import com.cloudbees.plugins.credentials.SystemCredentialsProvider
import hudson.security.FullControlOnceLoggedInAuthorizationStrategy
import hudson.security.HudsonPrivateSecurityRealm
import hudson.util.Secret
import jenkins.model.Jenkins
import jenkins.model.JenkinsLocationConfiguration

def jenkins = Jenkins.get()
def realm = new HudsonPrivateSecurityRealm(false, false, null)
realm.createAccount('demo', System.getenv('DEMO_PASSWORD'))
def strategy = new FullControlOnceLoggedInAuthorizationStrategy()
strategy.allowAnonymousRead = false
jenkins.securityRealm = realm
jenkins.authorizationStrategy = strategy
jenkins.numExecutors = 2
jenkins.quietPeriod = 0
jenkins.save()
def location = JenkinsLocationConfiguration.get()
location.url = '@ADDRESS@'

def text = { new File('@KEYS@', it).text }
def type = { jenkins.pluginManager.uberClassLoader.loadClass('io.jenkins.plugins.intoto.' + it) }
def owner = { [type('config.TrustedKey').newInstance('owner', text('owner.pub'))] }

def key = type('credentials.InTotoSigningKey').newInstance(CredentialsScope.GLOBAL, 'build-key',
    'signs links and attestations of the demo', Secret.fromString(text('build')), null, null)
def credentials = SystemCredentialsProvider.instance
credentials.credentials.removeAll { it.id == 'build-key' }
credentials.credentials.add(key)
credentials.save()

def layout = type('config.NamedLayout').newInstance('release', text('release.layout'))
layout.layoutKeys = owner()
hudson.ExtensionList.lookupSingleton(type('config.InTotoConfiguration')).layouts = [layout]

def policy = type('config.NamedPolicy').newInstance('release-gate', text('release-gate.policy'))
policy.policyKeys = owner()
hudson.ExtensionList.lookupSingleton(type('config.AttestationConfiguration')).policies = [policy]
