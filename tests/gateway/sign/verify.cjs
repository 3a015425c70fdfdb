// Verify the message on standard input with mailauth; the argument maps DNS names to TXT records, as JSON.
const { dkimVerify } = require('mailauth/lib/dkim/verify');

const records = JSON.parse(process.argv[2]);
const resolver = async (name) => {
    if (!(name in records)) throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
    return [[records[name]]];
};
dkimVerify(require('fs').readFileSync(0), { resolver }).then((found) => {
    console.log(JSON.stringify(found.results.map((result) => [result.algo, result.status.result])));
});
